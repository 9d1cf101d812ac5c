import { PageMissing } from "../_components/shell/page-missing.tsx";

/** What Next shows when a page calls `notFound()`. */
export default function NotFound() {
  return <PageMissing />;
}
