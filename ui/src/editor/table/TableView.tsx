export function TableView({ path }: { path: string | null }) {
  return path;
}
