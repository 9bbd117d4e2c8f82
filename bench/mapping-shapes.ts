/** Texts that a careless parser needs quadratic time for, or overflows its stack on; each is repeated to the size wanted. */
export const shapes: Readonly<Record<string, string>> = {
  'plain entries': 'secret/data/app password | PASSWORD;\n',
  'entries with flags': 'secret/data/app "my key" | | optional default="a b";\n',
  writes: 'transit/sign/key {"input": "aGk7", "prehashed": true} signature | S;\n',
  'many bodies on one path': 'a {"b": [1, 2, {"c": "d"}]};',
  'no ; at all': 'secret/data/app password | PASSWORD\n',
  'one line without ;': 'a b | c | ',
  'an object never closed, then ;': '"a {" ; ',
  'quote after {': '{"',
  'objects in strings of objects': 'a {";": ',
  'objects in texts of objects': 'x {"; y {":',
  'lists in lists': 'a {";": [',
  'closed but no JSON': 'a {""};',
  'nested {': '{',
  'nested {"a":': '{"a":',
  'a { without ;': 'a { ',
  quotes: '"',
  'escaped quotes': '\\"',
  'quotes with an escape': '"\\',
  backticks: '`',
  'backticks and pipes': '` | ',
  pipes: '|',
  'pipes apart': 'a | ',
  flags: 'optional ',
  'flags with quotes': 'default="\\',
  backslashes: '\\',
  'line breaks': '\n',
  'carriage returns': '\r',
  'line separators': '\u2028',
  blanks: ' ',
  'blank lines': '  \r\n',
  comments: '# a comment; {" | \n',
  'a comment and an entry': '#\na b\n',
  ';': ';',
  slashes: '/',
  dots: '../',
  'one long word': 'a',
  unicode: '\u{1f511}é',
}

/** Goes before a shape, so that it stands where it is read most closely. */
export const heads: Readonly<Record<string, string>> = {
  '': '',
  'after a key': 'a "b c" | n | ',
  'in an object': 'a {"b": [',
  'in quotes': 'a "',
  'after a path': 'a ',
}

/** A shape of a size in characters. */
export function textOf(head: string, shape: string, size: number): string {
  return head + shape.repeat(Math.ceil(size / shape.length)).slice(0, size - head.length)
}
