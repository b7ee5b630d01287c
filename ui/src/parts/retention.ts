/** "P10Y" as people read it; another period is shown as it is written. */
import type { Translate } from "../text/text";

export function retentionWords(t: Translate, period: string): string {
  const found = /^P(\d+)([YMWD])$/.exec(period);
  const count = Number(found?.[1]);
  switch (found?.[2]) {
    case "Y":
      return t("period-years", { count });
    case "M":
      return t("period-months", { count });
    case "W":
      return t("period-weeks", { count });
    case "D":
      return t("span-days", { count });
    default:
      return period;
  }
}
