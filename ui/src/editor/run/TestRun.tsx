export function TestRun() {
  return null;
}
