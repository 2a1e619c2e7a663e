// The question library of the department: blocks that its people have put together, kept on the server.

import { useCallback, useState } from "react";
import { type Json, type JsonObject, isList, isObject, objectsAt, stringAt } from "../kernel/json";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";

export interface OwnBlock {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly JsonObject[];
}

export interface Library {
  readonly own: readonly OwnBlock[];
  /** Why the last wish could not be met, or what was done. */
  readonly told: string;
  readonly keep: (title: string, fields: readonly JsonObject[]) => Promise<boolean>;
  readonly remove: (block: OwnBlock) => void;
}

export const useLibrary = (): Library => {
  const { server, around } = useOpened();
  const [own, setOwn] = useState<readonly OwnBlock[]>(() => blocksIn(around["blocks"]));
  const [told, setTold] = useState("");
  const taken = useCallback(({ status, body }: { status: number; body: JsonObject }, done: string): boolean => {
    if (status === 200) setOwn(blocksIn(body["blocks"]));
    setTold(status === 200 ? done : refusal(body));
    return status === 200;
  }, []);
  const keep = useCallback(async (title: string, fields: readonly JsonObject[]) =>
    taken(await server.keepBlock(title, fields), t(`部品「${title}」を保存しました。左の「この課の部品」から使えます。`, `The block “${title}” is kept: you find it among the parts.`)), [server, taken]);
  const remove = useCallback((block: OwnBlock): void => {
    void server.removeBlock(block.id).then((answer) => taken(answer, t(`部品「${block.title}」を消しました。`, `The block “${block.title}” is removed.`)));
  }, [server, taken]);
  return { own, told, keep, remove };
};

const blocksIn = (found: Json | undefined): OwnBlock[] =>
  (isList(found) ? found : []).filter(isObject).map((block) => ({ id: stringAt(block, "id"), title: stringAt(block, "title"), fields: objectsAt(block, "fields") }));

const refusal = (body: JsonObject): string => {
  const reasons = objectsAt(body, "findings").map((each) => say(each["message"]));
  return [say(body["message"]) || t("保存できませんでした。ネットワークを確かめてください。", "It could not be kept. Check the network."), ...reasons].join(" ");
};
