/** Only for what can be undone: says what happened and offers to take it back. Signed acts never appear here. */
import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useCallback, type ReactNode } from "react";
import { useText } from "../text/text";
import css from "./Toast.module.css";

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider timeout={8000}>
      {children}
      <Base.Portal>
        <Toasts />
      </Base.Portal>
    </Base.Provider>
  );
}

/** `undoable("Filter removed", restore)`. */
export function useUndoable(): (text: string, undo: () => void) => void {
  const { add, close } = Base.useToastManager();
  const t = useText();
  return useCallback(
    (text, undo) => {
      const id = add({
        title: text,
        actionProps: {
          children: t("toast-undo"),
          onClick: () => {
            undo();
            close(id);
          },
        },
      });
    },
    [add, close, t],
  );
}

function Toasts() {
  const { toasts } = Base.useToastManager();
  const t = useText();
  return (
    <Base.Viewport className={css.viewport} aria-label={t("toast-region")}>
      {toasts.map((toast) => (
        <Base.Root key={toast.id} toast={toast} className={css.toast}>
          <Base.Content className={css.content}>
            <Base.Title render={<p />} className={css.title} />
            <Base.Action className={css.action} />
            <Base.Close className={css.close} aria-label={t("toast-close")}>
              <X />
            </Base.Close>
          </Base.Content>
        </Base.Root>
      ))}
    </Base.Viewport>
  );
}
