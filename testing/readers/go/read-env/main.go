// Reads a .env file as Docker or Docker Compose does, and prints the variables as one JSON object.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/docker/cli/pkg/kvfile"
)

// docker reads a file as the option --env-file of docker does.
func docker(path string) (map[string]string, error) {
	lines, err := kvfile.Parse(path, nil)
	variables := map[string]string{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		variables[name] = value
	}
	return variables, err
}

// compose reads a file as env_file of Docker Compose does, in an empty environment.
func compose(path string) (map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return dotenv.ParseWithLookup(file, func(string) (string, bool) { return "", false })
}

func main() {
	read := map[string]func(string) (map[string]string, error){"docker": docker, "compose": compose}[os.Args[1]]
	variables, err := read(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(variables); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
