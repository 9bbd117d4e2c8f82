/** A section of CHANGELOG.md: the heading without `## `, and the lines below it. */
export interface Section {
  readonly heading: string
  readonly text: string
}

/** Returns the sections of a changelog, the newest first. */
export function sectionsOf(changelog: string): Section[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n')
      return { heading: heading.trim(), text: lines.join('\n').trim() }
    })
}

/** Returns the section of a version, whose heading is `VERSION – DATE`; undefined if there is none. */
export function sectionOf(changelog: string, version: string): Section | undefined {
  return sectionsOf(changelog).find(({ heading }) => {
    const [, named, date = ''] = /^(\S+) – (\d{4}-\d\d-\d\d)$/.exec(heading) ?? []
    return named === version && !Number.isNaN(Date.parse(date))
  })
}

/** Returns the section `Unreleased`; undefined if there is none. */
export function unreleasedOf(changelog: string): Section | undefined {
  return sectionsOf(changelog).find(({ heading }) => heading === 'Unreleased')
}
