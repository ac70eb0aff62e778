import { FieldTimes } from './fieldTimes'
import type { Outside } from './state'

/** Somebody's stay on a page: what is told of it is where, how long and at which questions, and never an answer. */
export class Stay {
  private since = Date.now()
  private touched: string | undefined
  private readonly times = new FieldTimes()

  constructor(private readonly outside: Pick<Outside, 'onShow' | 'onLeave'>) {}

  touch(field: string) {
    this.touched = field
    this.times.note(field)
  }

  /** From one page to another. */
  turn(from: number, to: number) {
    this.tell(from)
    this.touched = undefined
    this.outside.onShow?.(to)
  }

  /** The page is left, or out of sight and maybe not seen again. */
  tell(page: number) {
    this.outside.onLeave?.(page, (Date.now() - this.since) / 1000, this.touched, this.times.take())
    this.since = Date.now()
  }

  /** In sight again: the time in between was spent elsewhere. */
  resume() {
    this.since = Date.now()
    this.times.take()
  }
}
