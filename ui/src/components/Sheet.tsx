/** A dialog from the end of the window: for a form or a document beside the list it belongs to. */
import { Dialog, type DialogProps } from "./Dialog";

export function Sheet(props: Omit<DialogProps, "place">) {
  return <Dialog {...props} place="side" />;
}
