// The four questions that an editor asks the server. No answer within the network is `status: 0`, never an exception.

import { type Json, type JsonObject, isObject } from "../kernel/json";

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

export class Server {
  private token = "";

  constructor(private readonly address: string) {}

  /** The draft, what it may refer to, and a fresh forgery token that this object keeps. */
  async load(): Promise<Answer> {
    const answer = await this.ask("GET", "/document");
    if (typeof answer.body["token"] === "string") this.token = answer.body["token"];
    return answer;
  }

  /** Keep `document`. A session that was renewed meanwhile has another forgery token: it is fetched once. */
  async save(document: JsonObject, revision: number): Promise<Answer> {
    const first = await this.post("/document", { document, revision });
    if (first.status !== 403 || (await this.load()).status !== 200) return first;
    return this.post("/document", { document, revision });
  }

  check(document: JsonObject): Promise<Answer> {
    return this.post("/check", { document });
  }

  /** What is redundant in a flow. */
  analyse(document: JsonObject): Promise<Answer> {
    return this.post("/check", { document, analysis: true });
  }

  preview(sent: JsonObject): Promise<Answer> {
    return this.post("/preview", sent);
  }

  /** Keep questions as a block of the department's library; the answer holds all of them. */
  keepBlock(title: string, fields: Json): Promise<Answer> {
    return this.ask("POST", "/../../blocks", { title, fields });
  }

  removeBlock(id: string): Promise<Answer> {
    return this.ask("POST", `/../../blocks/${encodeURIComponent(id)}/remove`, {});
  }

  async post(path: string, sent: Json): Promise<Answer> {
    return this.ask("POST", path, sent);
  }

  private async ask(method: string, path: string, sent?: Json): Promise<Answer> {
    const headers: Record<string, string> = { Accept: "application/json", "X-CSRFToken": this.token };
    if (sent !== undefined) headers["Content-Type"] = "application/json";
    try {
      const response = await fetch(this.address + path, {
        method,
        headers,
        credentials: "same-origin",
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      });
      const body: unknown = await response.json();
      return { status: response.status, body: isObject(body as Json) ? (body as JsonObject) : {} };
    } catch {
      return { status: 0, body: {} };
    }
  }
}
