/** The pages of a workspace, in the order of the sidebar. To add one: a line here, its text, and its case in the page switch. */
import { FileDiff, FileText, Inbox, Plug, ScrollText, Scale, Users, Workflow, Waypoints } from "lucide-react";
import { msg } from "../text/text";

export const PAGES = [
  { page: "inbox", title: msg("page-inbox"), letter: "i", icon: Inbox },
  { page: "requests", title: msg("page-requests"), letter: "r", icon: FileText },
  { page: "workflows", title: msg("page-workflows"), letter: "w", icon: Workflow },
  { page: "runs", title: msg("page-runs"), letter: "u", icon: Waypoints },
  { page: "people", title: msg("page-people"), letter: "p", icon: Users },
  { page: "changes", title: msg("page-changes"), letter: "h", icon: FileDiff },
  { page: "rules", title: msg("page-rules"), letter: "e", icon: Scale },
  { page: "connectors", title: msg("page-connectors"), letter: "c", icon: Plug },
  { page: "log", title: msg("page-log"), letter: "l", icon: ScrollText },
] as const;

export type PageName = (typeof PAGES)[number]["page"];
