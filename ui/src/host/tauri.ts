/** The door of the desktop window: two IPC commands, one event, and the system's dialog for a folder. The only file that may import the shell. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { shareChanges } from "./changes";
import { HostError } from "./error";
import type { Host } from "./host";
import type { Topic } from "./contract";

async function ask<T>(command: "query" | "command", payload: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, payload);
  } catch (thrown) {
    throw HostError.from(thrown);
  }
}

const pickFolder = () => invoke<string | null>("pick_folder");

/** The path of a file in a folder, with the separator the folder is written with. */
export function fileIn(folder: string, name: string): string {
  const separator = folder.includes("\\") && !folder.includes("/") ? "\\" : "/";
  return `${folder.replace(/[\\/]$/, "")}${separator}${name}`;
}

export function tauriHost(): Host {
  return {
    query: (name, args) => ask("query", { name, args }),
    command: (name, args, commandId) => ask("command", { name, args, commandId }),
    pickFolder,
    async pickNewFile(suggestion) {
      const folder = await pickFolder();
      return folder === null ? null : fileIn(folder, suggestion);
    },
    onChanged: shareChanges((tell) => {
      const stop = listen<Topic[]>("changed", (event) => tell(event.payload));
      return () => void stop.then((unlisten) => unlisten());
    }),
  };
}

/** True inside the desktop window. */
export function insideTauri(): boolean {
  return "__TAURI_INTERNALS__" in window;
}
