// Command hcl reads Terraform configuration from standard input and prints its blocks as JSON. It fails if the configuration is invalid or
// not in the format of `terraform fmt`.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type block struct {
	Type       string                     `json:"type"`
	Labels     []string                   `json:"labels"`
	Attributes map[string]json.RawMessage `json:"attributes"`
}

func main() {
	log.SetFlags(0)
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	blocks, err := blocksOf(text)
	if err == nil && !bytes.Equal(hclwrite.Format(text), text) {
		err = errors.New("terraform fmt would change it to:\n" + string(hclwrite.Format(text)))
	}
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(blocks)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func blocksOf(text []byte) ([]block, error) {
	file, diagnostics := hclsyntax.ParseConfig(text, "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	blocks := []block{}
	for _, found := range file.Body.(*hclsyntax.Body).Blocks {
		attributes := map[string]json.RawMessage{}
		for name, attribute := range found.Body.Attributes {
			if len(attribute.Expr.Variables()) > 0 {
				// a reference to another block: its source text
				source, err := json.Marshal(string(attribute.Expr.Range().SliceBytes(text)))
				if err != nil {
					return nil, err
				}
				attributes[name] = source
				continue
			}
			value, diagnostics := attribute.Expr.Value(nil)
			if diagnostics.HasErrors() {
				return nil, diagnostics
			}
			encoded, err := ctyjson.Marshal(value, value.Type())
			if err != nil {
				return nil, err
			}
			attributes[name] = encoded
		}
		blocks = append(blocks, block{found.Type, found.Labels, attributes})
	}
	return blocks, nil
}
