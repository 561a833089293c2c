import type { DayNumber } from './days';
import { drawScene, type Scene } from './draw';
import { textFitter } from './fit-text';
import {
  AXIS_HEIGHT,
  dayAt,
  type Place,
  placeAt,
  ROW_HEIGHT,
  samePlace,
  scrollTo,
  type View,
  xOf,
} from './geometry';
import { moved, moveOf } from './move';
import { nearestSpan } from './rows';
import { daysOfZoom, type ZoomName } from './time-scale';

/** What the picture shows; all of it may change at any time. */
export interface Shown extends Pick<
  Scene,
  'rows' | 'total' | 'end' | 'today' | 'todayLabel' | 'issuers' | 'scheme' | 'labelOf'
> {
  readonly origin: DayNumber;
  readonly zoom: ZoomName;
}

export interface StageEvents {
  /** What one points at, or stands on with the keys, is now this. */
  onPlace(place: Place | null): void;
  onOpen(place: Place): void;
  /** One step nearer (-1) or farther (1). */
  onZoom(step: -1 | 1): void;
  /** Other days are in sight than before: at most once a frame. */
  onSight(days: DaysInSight): void;
}

/** Half-open. */
export interface DaysInSight {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

interface Elements {
  /** Scrolls; has the keyboard. */
  readonly scroller: HTMLElement;
  /** As large as the whole picture would be. */
  readonly spacer: HTMLElement;
  /** Stays in sight, and shows what would be seen. */
  readonly canvas: HTMLCanvasElement;
}

const NARROW_SCREEN = 640;
/** A pointer that moved farther while it was down has dragged the picture and opens nothing. */
const DRAGGED = 4;
const ZOOM_PAUSE_MS = 250;
/** Today stands at this part of the width at first: what was is more than what comes. */
const TODAY_AT = 0.75;

export function gutterOf(width: number): number {
  return width < NARROW_SCREEN ? 128 : 264;
}

/**
 * The picture on its canvas. Scrolling is the browser's own; each change asks for one frame, in which what is in sight
 * is drawn anew.
 */
export class Stage {
  private readonly pen: CanvasRenderingContext2D;
  private readonly fit = textFitter();
  private readonly listening = new AbortController();
  private readonly watcher: ResizeObserver;
  private size = { width: 0, height: 0 };
  private scrolled = { scrollX: 0, scrollY: 0 };
  private frame = 0;
  private pointer: { x: number; y: number } | null = null;
  private drag: { x: number; y: number; left: number; top: number; moved: boolean } | null = null;
  private hovered: Place | null = null;
  private focused: Place | null = null;
  private keptDay: DayNumber | null = null;
  private wasPlaced = false;
  private zoomedAt = 0;
  /** The first day to show once other years are read. */
  private awaited: DayNumber | null = null;
  private sight: DaysInSight = { from: 0, to: 0 };

  constructor(
    private readonly elements: Elements,
    private shown: Shown,
    private readonly events: StageEvents,
  ) {
    this.pen = elements.canvas.getContext('2d', { alpha: false })!;
    this.watcher = new ResizeObserver(() => this.layOut());
    this.watcher.observe(elements.scroller);
    this.listen();
    void document.fonts.ready.then(() => this.invalidate());
  }

  close(): void {
    this.watcher.disconnect();
    this.listening.abort();
    cancelAnimationFrame(this.frame);
  }

  /** A new zoom and other years keep the day that is looked at where it is, if there is no other to be shown. */
  show(shown: Shown): void {
    const before = this.shown;
    const anchor = this.anchor();
    const day = dayAt(this.view(), anchor);
    this.shown = shown;
    if (shown.zoom !== before.zoom || shown.origin !== before.origin || shown.total !== before.total) {
      this.layOut();
    }
    const isElsewhere = shown.zoom !== before.zoom || shown.origin !== before.origin;
    if (shown.today !== before.today) this.showToday();
    else if (isElsewhere && this.wasPlaced) {
      if (this.awaited === null) this.scrollDayTo(day, anchor);
      else this.scrollDayTo(this.awaited, this.view().gutter);
      this.awaited = null;
    }
    this.invalidate();
  }

  /** Stands on the span of this day in the first line that is in sight. */
  enter(): void {
    if (this.focused || this.shown.total === 0) return;
    const row = Math.min(Math.ceil(this.scrolled.scrollY / ROW_HEIGHT), this.shown.total - 1);
    const day = Math.min(this.shown.today, Math.floor(dayAt(this.view(), this.size.width)) - 1);
    this.stand({ row, span: nearestSpan(this.shown.rows[row]?.spans ?? [], day) });
  }

  view(): View {
    const gutter = gutterOf(this.size.width);
    const pixelsPerDay = Math.max(this.size.width - gutter, 1) / daysOfZoom(this.shown.zoom);
    return { ...this.size, ...this.scrolled, gutter, pixelsPerDay, origin: this.shown.origin };
  }

  showToday(): void {
    this.scrollDayTo(this.shown.today, this.todayPlace());
  }

  /** Earlier (-1) or later (1) by as much time as is in sight; false where those days are to be read first. */
  step(direction: -1 | 1): boolean {
    const { zoom, origin, end } = this.shown;
    const days = daysOfZoom(zoom);
    const view = this.view();
    const first = Math.round(dayAt(view, view.gutter)) + direction * days;
    const isRead = first >= origin && first + days <= end;
    if (isRead) this.scrollDayTo(first, view.gutter);
    else this.awaited = first;
    return isRead;
  }

  private todayPlace(): number {
    const gutter = gutterOf(this.size.width);
    return gutter + (this.size.width - gutter) * TODAY_AT;
  }

  /** The place that zooming keeps: under the pointer, else what the keys stand on, else today, else the middle. */
  private anchor(): number {
    const view = this.view();
    if (this.pointer && this.pointer.x > view.gutter) return this.pointer.x;
    const span = this.focused && this.shown.rows[this.focused.row]?.spans[this.focused.span];
    if (span) {
      const x = xOf(view, span.from);
      if (x > view.gutter && x < view.width) return x;
    }
    const today = xOf(view, this.shown.today);
    return today > view.gutter && today < view.width ? today : (view.gutter + view.width) / 2;
  }

  private scrollDayTo(day: DayNumber, x: number): void {
    const { gutter, origin, pixelsPerDay } = this.view();
    this.elements.scroller.scrollLeft = (day - origin) * pixelsPerDay - (x - gutter);
    this.readScroll();
    this.invalidate();
  }

  private layOut(): void {
    const { scroller, spacer, canvas } = this.elements;
    this.size = { width: scroller.clientWidth, height: scroller.clientHeight };
    if (this.size.width === 0) return;
    const { gutter, pixelsPerDay } = this.view();
    const { total, end, origin } = this.shown;
    spacer.style.width = `${gutter + Math.floor((end - origin) * pixelsPerDay)}px`;
    spacer.style.height = `${AXIS_HEIGHT + total * ROW_HEIGHT}px`;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(this.size.width * ratio), Math.round(this.size.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${this.size.width}px`;
      canvas.style.height = `${this.size.height}px`;
    }
    if (!this.wasPlaced) {
      this.wasPlaced = true;
      this.scrollDayTo(this.shown.today, this.todayPlace());
    }
    this.readScroll();
    // A canvas that was resized is blank: it is drawn before the browser shows it.
    this.paint();
  }

  private readScroll(): void {
    const { scrollLeft, scrollTop } = this.elements.scroller;
    this.scrolled = { scrollX: scrollLeft, scrollY: scrollTop };
  }

  private invalidate(): void {
    this.frame ||= requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.size.width === 0) return;
    const view = this.view();
    const pointed = this.pointer && !this.drag?.moved ? placeAt(view, this.shown.rows, this.pointer) : null;
    if (!samePlace(pointed, this.hovered)) {
      this.hovered = pointed;
      this.tell();
    }
    const hasKeys = document.activeElement === this.elements.scroller;
    drawScene(this.pen, {
      ...this.shown,
      view,
      ratio: window.devicePixelRatio,
      hovered: this.hovered,
      focused: hasKeys ? this.focused : null,
      fit: this.fit,
    });
    this.tellSight(view);
  }

  private tellSight(view: View): void {
    const from = Math.max(Math.round(dayAt(view, view.gutter)), this.shown.origin);
    const to = Math.min(Math.round(dayAt(view, view.width)), this.shown.end);
    if (from === this.sight.from && to === this.sight.to) return;
    this.sight = { from, to };
    this.events.onSight(this.sight);
  }

  private tell(): void {
    const isOverSpan = this.hovered !== null;
    this.events.onPlace(isOverSpan ? this.hovered : this.focused);
  }

  private stand(place: Place): void {
    this.focused = place;
    const view = this.view();
    const { scrollX, scrollY } = scrollTo(view, this.shown.rows, place);
    const { scroller } = this.elements;
    scroller.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    this.readScroll();
    // The pointer rests somewhere else: what the keys do is what is said.
    this.pointer = null;
    this.hovered = null;
    this.tell();
    this.invalidate();
  }

  private listen(): void {
    const { scroller, canvas } = this.elements;
    const { signal } = this.listening;
    scroller.addEventListener(
      'scroll',
      () => {
        this.readScroll();
        this.invalidate();
      },
      { signal, passive: true },
    );
    scroller.addEventListener('keydown', (event) => this.onKey(event), { signal });
    scroller.addEventListener(
      'focus',
      () => {
        if (scroller.matches(':focus-visible')) this.enter();
        this.invalidate();
      },
      { signal },
    );
    scroller.addEventListener('blur', () => this.invalidate(), { signal });
    scroller.addEventListener('wheel', (event) => this.onWheel(event), { signal, passive: false });
    canvas.addEventListener('pointerdown', (event) => this.onDown(event), { signal });
    canvas.addEventListener('pointermove', (event) => this.onMove(event), { signal });
    canvas.addEventListener('pointerup', () => this.onUp(), { signal });
    canvas.addEventListener('pointercancel', () => this.onUp(), { signal });
    canvas.addEventListener(
      'pointerleave',
      () => {
        this.pointer = null;
        this.invalidate();
      },
      { signal },
    );
    canvas.addEventListener('click', (event) => this.onClick(event), { signal });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey) return;
    const move = moveOf(event);
    if (move && this.shown.total > 0) {
      event.preventDefault();
      this.moveBy(move);
    } else if (event.ctrlKey || event.metaKey) {
      return;
    } else if (event.key === '+' || event.key === '=' || event.key === '-' || event.key === '−') {
      event.preventDefault();
      this.events.onZoom(event.key === '+' || event.key === '=' ? -1 : 1);
    } else if ((event.key === 'Enter' || event.key === ' ') && this.focused) {
      event.preventDefault();
      this.events.onOpen(this.focused);
    }
  }

  private moveBy(move: NonNullable<ReturnType<typeof moveOf>>): void {
    if (!this.focused) {
      this.enter();
      return;
    }
    const { rows, total, today } = this.shown;
    const span = rows[this.focused.row]?.spans[this.focused.span];
    const upOrDown = !['left', 'right', 'home', 'end'].includes(move);
    if (!upOrDown || this.keptDay === null) this.keptDay = span ? (span.from + span.to - 1) / 2 : today;
    const page = Math.max(1, Math.floor((this.size.height - AXIS_HEIGHT) / ROW_HEIGHT) - 1);
    const place = moved(this.focused, move, { rows, total, page, day: this.keptDay });
    if (!upOrDown) this.keptDay = null;
    this.stand(place);
  }

  private onWheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    // A pinch is many small turns of the wheel; one step of it is enough at a time.
    if (event.timeStamp - this.zoomedAt < ZOOM_PAUSE_MS) return;
    this.zoomedAt = event.timeStamp;
    this.events.onZoom(event.deltaY < 0 ? -1 : 1);
  }

  private pointOf(event: PointerEvent | MouseEvent): { x: number; y: number } {
    const { left, top } = this.elements.canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private onDown(event: PointerEvent): void {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    const { scrollLeft, scrollTop } = this.elements.scroller;
    this.drag = { x: event.clientX, y: event.clientY, left: scrollLeft, top: scrollTop, moved: false };
  }

  private onMove(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    this.pointer = this.pointOf(event);
    const { drag } = this;
    if (drag) {
      const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
      if (!drag.moved && Math.hypot(x, y) > DRAGGED) {
        drag.moved = true;
        this.elements.canvas.setPointerCapture(event.pointerId);
      }
      if (drag.moved)
        this.elements.scroller.scrollTo({ left: drag.left - x, top: drag.top - y, behavior: 'instant' });
    }
    this.invalidate();
  }

  private onUp(): void {
    // The click that follows reads `moved`.
    setTimeout(() => (this.drag = null));
  }

  private onClick(event: MouseEvent): void {
    if (this.drag?.moved) return;
    const place = placeAt(this.view(), this.shown.rows, this.pointOf(event));
    if (!place) return;
    this.focused = place;
    this.keptDay = null;
    this.tell();
    this.invalidate();
    this.events.onOpen(place);
  }
}
