export function FormView({ path }: { path: string | null }) {
  return path;
}
