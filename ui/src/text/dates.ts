/**
 * Dates and times in the way of whoever sits before the window: the languages that the system gives the page. Words are English.
 *
 * INVARIANT: the calendar is the Gregorian one everywhere, so that a date read here is the date in the record; and a language that
 * the system names in a way no browser knows (`C`, `POSIX`) never keeps a page from opening.
 */
const FALLBACK = "en-GB";

/** The languages that dates can be written in, the dearest first. */
export function localesOf(languages: readonly string[]): string[] {
  const known = languages.filter((language) => {
    try {
      return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
    } catch {
      return false;
    }
  });
  return known.length > 0 ? known : [FALLBACK];
}

/** How dates are written; asked for once, where a module begins. */
export function dateFormat(
  options: Intl.DateTimeFormatOptions,
  languages: readonly string[] = navigator.languages,
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localesOf(languages), { ...options, calendar: "gregory" });
}

/** The time of day. */
export const CLOCK = dateFormat({ hour: "2-digit", minute: "2-digit" });
