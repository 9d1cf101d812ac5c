/** Of what a link or a button is one, for those who hear one after the other. */
export function OfName({ name }: { readonly name: string }) {
  return (
    <span className="sr-only">
      {" "}
      <bdi>{name}</bdi>
    </span>
  );
}
