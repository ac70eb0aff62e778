using System.Text.Json;
using ConcertMaster.Forms.Definitions;

namespace ConcertMaster.Demo;

/// <summary>The form that suppliers fill in.</summary>
internal static class DemoForm
{
    public const string Name = "Supplier emissions";

    public static readonly FormDefinition Definition = new(
        JsonDocument.Parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["region", "year", "total", "method", "confirmed"],
              "properties": {
                "region": { "type": "string", "title": "Region", "enum": ["Africa", "America", "Asia", "Europe", "Oceania"] },
                "year": { "type": "integer", "title": "Reporting year", "minimum": 1990, "maximum": 2100 },
                "total": { "type": "number", "title": "Total emissions", "minimum": 0, "maximum": 10000000 },
                "method": { "type": "string", "title": "How were they found?", "enum": ["measured", "calculated", "estimated"] },
                "comment": { "type": "string", "title": "Comment", "maxLength": 2000 },
                "confirmed": { "type": "boolean", "title": "These figures are complete and correct", "const": true }
              }
            }
            """).RootElement.Clone(),
        JsonDocument.Parse("""
            {
              "order": ["region", "year", "total", "method", "comment", "confirmed"],
              "pages": [
                { "title": "Your emissions", "fields": ["region", "year", "total", "method"] },
                { "title": "Anything else", "fields": ["comment", "confirmed"] }
              ],
              "fields": {
                "total": { "unit": "kt C", "help": "Thousand tonnes of carbon from fossil fuels and cement." },
                "method": { "widget": "radio" },
                "comment": { "widget": "textarea", "placeholder": "What should the reviewer know?" },
                "confirmed": { "widget": "checkbox" }
              },
              "intro": "Please report the emissions of the quarter's reporting year. It takes about five minutes.",
              "submitLabel": "Send figures",
              "thanks": "Thank you. You will hear from us if a figure needs another look."
            }
            """).RootElement.Clone());
}
