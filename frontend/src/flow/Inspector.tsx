// What is selected, in full: the whole flow, a lane, a step, or an arrow.

import { setting } from "../editing/history";
import type { JsonObject } from "../kernel/json";
import { useOpened } from "../ui/editor";
import { say, t } from "../ui/language";
import { Sheet } from "../ui/Sheet";
import type { Change } from "../ui/change";
import { EdgeInspector } from "./EdgeInspector";
import { FlowInspector } from "./FlowInspector";
import { LaneInspector } from "./LaneInspector";
import { edgeName, edgesOf, keyIn, keyOf, lanesOf, nodesOf } from "./model";
import { NodeInspector } from "./NodeInspector";

export const Inspector = ({ flow, selected }: { flow: JsonObject; selected: string }) => {
  const { session } = useOpened();
  const changing = (holder: JsonObject, path: string): Change => (name, value) => {
    const title = say(holder["title"]) || keyOf(holder);
    session.edit({ label: t(`「${title}」を変える`, `“${title}” changed`), patch: setting(holder, path, name, value), merge: `${path}#${name}` });
  };
  const node = nodesOf(flow).findIndex((each) => keyOf(each) === keyIn(selected, "node"));
  const edge = edgesOf(flow).find((each) => edgeName(each) === keyIn(selected, "edge"));
  const lane = lanesOf(flow).findIndex((each) => keyOf(each) === keyIn(selected, "lane"));
  const found = nodesOf(flow)[node];
  const foundLane = lanesOf(flow)[lane];
  return (
    <Sheet label={t("選んだものの内容", "What is selected")} about={selected}>
      {found ? (
        <NodeInspector key={`node${node}`} flow={flow} node={found} change={changing(found, `/nodes/${node}`)} />
      ) : edge ? (
        <EdgeInspector key={`${edge["from"]}`} flow={flow} edge={edge} />
      ) : foundLane ? (
        <LaneInspector key={`lane${lane}`} flow={flow} lane={foundLane} change={changing(foundLane, `/lanes/${lane}`)} />
      ) : (
        <FlowInspector flow={flow} change={changing(flow, "")} />
      )}
    </Sheet>
  );
};
