// A function that stays the same while what it does follows the latest rendering.
//
// A canvas of hundreds of parts looks at all of them again for every handler that is new.

import { useCallback, useLayoutEffect, useRef } from "react";

export const useSteady = <Given extends unknown[], Answer>(act: (...given: Given) => Answer): ((...given: Given) => Answer) => {
  const latest = useRef(act);
  useLayoutEffect(() => { latest.current = act; });
  return useCallback((...given: Given) => latest.current(...given), []);
};
