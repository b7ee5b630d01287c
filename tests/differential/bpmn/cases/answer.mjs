// What answers a wait: an element, how it is answered, and the variables that come with it.

export const one = (at, kind = "complete", fields) => ({ at, kind, ...(fields && { fields }) });
