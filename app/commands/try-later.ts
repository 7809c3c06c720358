/** Thrown by a command that cannot be done yet: it stays in the outbox and is tried again after a growing pause. */
export class TryLater extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'TryLater'
  }
}
