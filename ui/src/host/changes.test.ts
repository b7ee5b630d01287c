/** One subscription for all who listen: it begins with the first, and ends with the last. */
import { expect, it, vi } from "vitest";
import type { Topic } from "./contract";
import { shareChanges } from "./changes";

it("opens one subscription, tells everybody, and ends it with the last who leaves", () => {
  const stop = vi.fn();
  let tell: (topics: Topic[]) => void = () => undefined;
  const follow = vi.fn((listener: (topics: Topic[]) => void) => {
    tell = listener;
    return stop;
  });
  const onChanged = shareChanges(follow);
  const heard = vi.fn();
  const first = onChanged(heard);
  const second = onChanged(heard);
  expect(follow).toHaveBeenCalledTimes(1);
  tell(["inbox"]);
  expect(heard).toHaveBeenCalledTimes(2);
  first();
  first();
  expect(stop).not.toHaveBeenCalled();
  tell(["log"]);
  expect(heard).toHaveBeenCalledTimes(3);
  second();
  expect(stop).toHaveBeenCalledTimes(1);
  onChanged(heard);
  expect(follow).toHaveBeenCalledTimes(2);
});
