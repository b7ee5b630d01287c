/** An operator changes data of a running request: which values, why, and what that does to decisions that covered them. */
import { PencilLine } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import type { Receipt, RunDetail } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { FieldForm } from "../../parts/FieldForm";
import { changedValues, fieldErrors, startValues } from "../../parts/plain";
import { SignDialog } from "../../parts/SignDialog";
import layout from "../../parts/layout.module.css";
import { useText } from "../../text/text";

export function Modify({ detail, onDone }: { detail: RunDetail; onDone: (title: string, receipt: Receipt) => void }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  if (!detail.mayModify?.allowed) return null;
  return (
    <section className={layout.section}>
      <div>
        <Button icon={<PencilLine />} onClick={() => setOpen(true)}>
          {t("runs-modify")}
        </Button>
      </div>
      {open && (
        <ModifyDialog
          detail={detail}
          onClose={() => setOpen(false)}
          onDone={(receipt) => {
            setOpen(false);
            onDone(t("runs-modified"), receipt);
          }}
        />
      )}
    </section>
  );
}

function ModifyDialog({
  detail,
  onClose,
  onDone,
}: {
  detail: RunDetail;
  onClose: () => void;
  onDone: (receipt: Receipt) => void;
}) {
  const t = useText();
  const modify = useCommand("requests.modify");
  // Whoever changes one value need not give the others.
  const fields = (detail.modify ?? []).map((field) => ({ ...field, required: false }));
  const [values, setValues] = useState(() => startValues(fields));
  const [reason, setReason] = useState("");
  const changed = changedValues(fields, values);
  const ready = Object.keys(changed).length > 0 && Object.keys(fieldErrors(fields, values)).length === 0;
  return (
    <SignDialog
      title={t("runs-modify-title")}
      description={t("runs-modify-words")}
      sign={t("runs-sign-modify")}
      place="side"
      ready={ready}
      busy={modify.busy}
      slow={modify.slow}
      error={modify.error}
      onAgain={modify.again}
      onSign={() =>
        modify.run({ request: detail.row.request, fields: changed, reason: reason.trim() }, { done: onDone })
      }
      onClose={onClose}
      reason={reason}
      onReason={setReason}
      reasonNeeded
    >
      <FieldForm fields={fields} values={values} onChange={setValues} tried error={modify.error} />
    </SignDialog>
  );
}
