// The building in section, its storey lit. 1–3 storeys: a house; 4–8: a bar each; 9–40: a shortened section with break
// marks; no floor: a spot beside the building.
import css from './RoomPlate.module.css'

const HOUSE = 'M0 7.5 5.5 2 11 7.5z'

/** Which storeys are drawn, top first; null is a break. `floors` is sorted, top first. */
export function section(floors: number[], lit: number): (number | null)[] {
  if (floors.length <= 8) return floors
  const at = floors.indexOf(lit)
  const last = floors.length - 1
  if (at <= 3) return [...floors.slice(0, 5), null, ...floors.slice(last)]
  if (at >= last - 3) return [...floors.slice(0, 1), null, ...floors.slice(last - 4)]
  return [...floors.slice(0, 1), null, ...floors.slice(at - 1, at + 2), null, ...floors.slice(last)]
}

/** The storeys of a building that nobody described: six, and as many as it takes to reach the floor. */
const guess = (floor: number) => {
  const low = Math.min(0, floor)
  return Array.from({ length: Math.max(5, floor) - low + 1 }, (_, index) => low + index)
}

const storeys = (floor: number, floors: number[] | undefined) => {
  const known = floors?.length ? floors : guess(floor)
  return [...new Set([...known, floor])].sort((a, b) => b - a)
}

const Outside = () => (
  <svg className={css.mark} viewBox="0 0 19 24" aria-hidden>
    {[2, 7, 12, 17].map((y) => (
      <rect key={y} className={css.storey} x="0" width="7" y={y} height="3.6" />
    ))}
    <rect className={css.storey} y="22" width="19" height="1.6" />
    <rect className={css.lit} x="10" y="13" width="8" height="7.6" />
  </svg>
)

interface Props {
  /** 0 is the ground floor, −1 the first basement; null: beside the building. */
  floor: number | null
  /** The storeys of the property, in any order. */
  floors?: number[]
}

export function FloorMark({ floor, floors }: Props) {
  if (floor === null) return <Outside />
  const all = storeys(floor, floors)
  const isHouse = all.length <= 3
  const drawn = section(all, floor)
  const pitch = isHouse ? 5 : 24 / drawn.length
  const top = isHouse ? 24 - pitch * drawn.length : 0
  return (
    <svg className={css.mark} viewBox="0 0 11 24" aria-hidden>
      {isHouse && <path className={css.storey} d={HOUSE} transform={`translate(0 ${top - 9})`} />}
      {drawn.map((storey, index) => {
        const y = top + index * pitch
        if (storey === null)
          return (
            <path
              key={`cut ${index}`}
              className={css.cut}
              d={`M0 ${y + pitch * 0.62} 6 ${y + pitch * 0.22}`}
            />
          )
        const isLit = storey === floor
        return (
          <rect
            key={storey}
            className={isLit ? css.lit : css.storey}
            x="0"
            width={isLit ? 11 : 6}
            y={y}
            height={pitch - 1}
          />
        )
      })}
    </svg>
  )
}
