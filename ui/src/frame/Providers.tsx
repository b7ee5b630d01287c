/** What every window has: words, tooltips, toasts, and no style elements of Base UI (the content security policy forbids them). */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { useMemo, type ReactNode } from "react";
import { ToastProvider } from "../components/Toast";
import { TooltipProvider } from "../components/Tooltip";
import { TextContext, createTranslate, type Locale } from "../text/text";

export function Providers({ locale = "en", children }: { locale?: Locale; children: ReactNode }) {
  const text = useMemo(() => createTranslate(locale), [locale]);
  return (
    <CSPProvider disableStyleElements>
      <TextContext value={text}>
        <TooltipProvider delay={500}>
          <ToastProvider>{children}</ToastProvider>
        </TooltipProvider>
      </TextContext>
    </CSPProvider>
  );
}
