/** A question that must be answered before going on. Focus stays inside and returns where it came from. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../text/text";
import css from "./Dialog.module.css";

export interface DialogProps {
  title: string;
  description?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children?: ReactNode;
  /** Buttons, the one that acts last. */
  foot?: ReactNode;
  /** `side`: as a sheet from the end of the window. */
  place?: "centre" | "side";
}

export function Dialog({ title, description, open, onOpenChange, children, foot, place = "centre" }: DialogProps) {
  const t = useText();
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={css.veil} />
        <Base.Popup className={css.popup} data-place={place}>
          <header className={css.head}>
            <Base.Title>{title}</Base.Title>
            <Base.Close className={css.close} aria-label={t("dialog-close")}>
              <X />
            </Base.Close>
          </header>
          <div className={css.body}>
            {description && <Base.Description className={css.description}>{description}</Base.Description>}
            {children}
          </div>
          {foot && <footer className={css.foot}>{foot}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
