/** Holds the place of an answer; says in words that it is slow, once it is. Pass `slow` of `useQuery` or `useCommand`. */
import { useText } from "../text/text";
import css from "./Waiting.module.css";

export function Waiting({ slow, words }: { slow: boolean; words?: string }) {
  const t = useText();
  return (
    <p className={css.waiting} role="status">
      {slow && (words ?? t("wait-words"))}
    </p>
  );
}
