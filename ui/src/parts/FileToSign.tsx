/** The file that a form makes, to be opened before it is signed. */
import layout from "./layout.module.css";

export function FileToSign({ title, file }: { title: string; file: string }) {
  return (
    <details className={layout.disclosure}>
      <summary>{title}</summary>
      <pre tabIndex={0} className={layout.code}>
        {file}
      </pre>
    </details>
  );
}
