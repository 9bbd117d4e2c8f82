/**
 * Returns a launcher that starts node as `docker exec` does in a job container: in a session of its own, with its output collected by a
 * daemon. A signal ends the client, and node continues (github.com/moby/moby/issues/9098).
 * @param output the start of the paths of files for the output, one for each stage
 */
export const execInContainer = (output: string): readonly string[] => ['sh', '-c', client, output]

const client = `
output=$(mktemp "$0.XXXXXX")
setsid "$@" > "$output" 2>&1 < /dev/null &
main=$!
tail -s 0.05 --pid=$main -n +1 -f "$output" &
tail=$!
trap 'kill $tail; exit 130' INT TERM
wait $main
code=$?
wait $tail
exit $code
`
