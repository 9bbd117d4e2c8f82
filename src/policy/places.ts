import type { Place } from './need.ts'

/** Sorts places by repository, file and line, each once. */
export function sortedPlaces(places: readonly Place[]): readonly Place[] {
  const byKey = new Map(places.map((place) => [`${fileOf(place)}:${String(place.line).padStart(9, '0')}`, place]))
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place)
}

/** Returns the files of places, sorted, each once. Generated texts have no lines, because any edit of a workflow would change them. */
export const filesOf = (places: readonly Place[]): readonly string[] => [...new Set(places.map(fileOf))].sort()

const fileOf = ({ repository, file }: Place): string => (repository === '' ? file : `${repository}/${file}`)
