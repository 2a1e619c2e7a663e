// How an inspector tells what somebody changed: a property and its new value; undefined takes the property away.

import type { Json } from "../kernel/json";

export type Change = (name: string, value: Json | undefined) => void;
