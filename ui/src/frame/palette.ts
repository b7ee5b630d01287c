/** Opens the command palette from anywhere below the frame. */
import { createContext, use } from "react";

export const PaletteContext = createContext<() => void>(() => undefined);

export function useOpenPalette(): () => void {
  return use(PaletteContext);
}
