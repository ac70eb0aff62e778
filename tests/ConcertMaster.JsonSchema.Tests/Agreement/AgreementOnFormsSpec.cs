using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ConcertMaster.JsonSchema.Tests.Agreement;

public sealed class AgreementOnFormsSpec
{
    private const string Expense = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "name": { "type": "string", "minLength": 2, "maxLength": 20 },
            "email": { "type": "string", "format": "email" },
            "iban": { "type": "string", "pattern": "^[A-Z]{2}\\d{2}[A-Z0-9]{10,30}$" },
            "amount": { "type": "number", "exclusiveMinimum": 0, "maximum": 10000, "multipleOf": 0.5 },
            "people": { "type": "integer", "minimum": 1 },
            "spent": { "type": "string", "format": "date" },
            "kind": { "enum": ["travel", "meal", "other"] },
            "remark": { "type": "string" },
            "items": {
              "type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true,
              "items": {
                "type": "object", "required": ["what"], "additionalProperties": false,
                "properties": {
                  "what": { "type": "string", "minLength": 1 }, "price": { "type": "number", "minimum": 0 }
                }
              }
            },
            "agreed": { "const": true }
          },
          "required": ["name", "email", "amount", "kind", "items", "agreed"],
          "additionalProperties": false,
          "dependentRequired": { "iban": ["people"] },
          "if": { "properties": { "kind": { "const": "other" } }, "required": ["kind"] },
          "then": { "required": ["remark"] }
        }
        """;

    private const string Contact = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "definitions": {
            "address": {
              "type": "object", "required": ["city", "zip"],
              "properties": { "city": { "type": "string" }, "zip": { "type": "string", "pattern": "^\\d{5}$" } }
            }
          },
          "properties": {
            "home": { "$ref": "#/definitions/address" },
            "work": { "allOf": [{ "$ref": "#/definitions/address" }, { "required": ["company"] }] },
            "phone": { "type": ["string", "null"], "pattern": "^\\+?[0-9 ]{6,}$" },
            "tags": { "type": "array", "items": { "type": "string", "maxLength": 4 }, "contains": { "const": "main" } },
            "site": { "type": "string", "format": "uri" }
          },
          "anyOf": [{ "required": ["home"] }, { "required": ["work"] }],
          "patternProperties": { "^x-": { "type": "string" } },
          "minProperties": 2
        }
        """;

    private static readonly string[] ExpenseAnswers =
    [
        """
        {"name":"Ana","email":"a@b.example","amount":12.5,"kind":"meal","items":[{"what":"x","price":3}],"agreed":true}
        """,
        """{"name":"A","email":"nobody","amount":0,"kind":"none","items":[],"agreed":false}""",
        """{"name":"Ana","email":"a@b.example","amount":12.3,"kind":"other","items":[{"price":-1}],"agreed":true}""",
        """{"iban":"DE1","people":1.5,"spent":"2026-02-30","items":[{"what":"x"},{"what":"x"}],"surprise":1}""",
        """
        {"iban":"DE02120300000000202051","name":"𝒜𝒜","email":"a@b.example","amount":1,"kind":"meal",
         "items":[{"what":"a","extra":1}],"agreed":true}
        """,
        """{"name":3,"email":null,"amount":"1","kind":5,"items":{},"agreed":1}""",
        """{"people":1.0,"amount":1e3,"name":"twenty-one characters","spent":"2024-02-29","remark":""}""",
        "[]", "null", "\"text\"", "{}",
    ];

    private static readonly string[] ContactAnswers =
    [
        """{"home":{"city":"Graz","zip":"80100"},"phone":"+43 316 80000"}""",
        """{"home":{"city":"Graz","zip":"8010"},"phone":null}""",
        """{"work":{"city":"Graz"},"phone":"12","tags":["main","longer"],"x-note":1}""",
        """{"tags":["a"],"site":"no address"}""",
        """{"site":"https://a.example/ä"}""",
        """{"work":{"city":1,"zip":"12345","company":"C"},"x-a":"b"}""",
        "{}", "7",
    ];

    private static readonly string[] SupplierAnswers =
    [
        """{"region":"Europe","year":2026,"total":12.5,"method":"measured","comment":"","confirmed":true}""",
        """{"region":"Europe","year":2026,"total":0,"method":"estimated","confirmed":true,"more":[1]}""",
        """{"region":"Atlantis","year":1989,"total":-0.1,"method":"guessed","confirmed":false}""",
        """{"region":"europe","year":2026.5,"total":10000000.01,"method":"","comment":null,"confirmed":null}""",
        """{"region":1,"year":"2026","total":"12,5","method":[],"comment":{},"confirmed":"true"}""",
        """{"year":2.026e3,"total":1e7,"confirmed":1}""",
        """{"region":null,"year":null,"total":null,"method":null}""",
        "{}", "[]", "null",
    ];

    [SkippableFact]
    public async Task The_browser_finds_the_same_fields_at_fault()
    {
        AjvQuestion[] forms =
        [
            new("draft2020-12", Parse(Expense), true, ExpenseAnswers),
            new("draft7", Parse(Contact), true, ContactAnswers),
            new("draft2020-12", Parse(SupplierForm()), true, [.. SupplierAnswers, Long(2000), Long(2001)]),
        ];

        var answers = await Ajv.Ask(forms, new Dictionary<string, JsonElement>());

        foreach (var (form, answer) in forms.Zip(answers))
        {
            var schema = Schema.Compile(form.Schema, new SchemaOptions { AssertFormats = true });
            foreach (var (text, theirs) in form.Instances.Zip(answer.Results.ShouldNotBeNull(answer.Fault)))
            {
                var ours = schema.Validate(Parse(text));
                ours.IsValid.ShouldBe(theirs.Valid, text);
                ours.Errors.Select(error => error.InstanceLocation).Distinct().Order()
                    .ShouldBe(theirs.Fields.Order(), text);
            }
        }
    }

    /// <summary>The browser's own validator is held to the same in ui/src/form-view/agreement.spec.ts.</summary>
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(2, "/confirmed /method /region /total /year")]
    [InlineData(3, "/comment /confirmed /method /region /total /year")]
    [InlineData(5, "/confirmed /method /region")]
    [InlineData(6, "/confirmed /method /region /total /year")]
    [InlineData(7, "/confirmed /method /region /total /year")]
    public void The_form_of_the_demonstration_has_these_fields_at_fault(int answer, string fields)
    {
        var result = Schema.Compile(SupplierForm()).Validate(Parse(SupplierAnswers[answer]));

        string.Join(' ', result.Errors.Select(error => error.InstanceLocation).Distinct().Order()).ShouldBe(fields);
    }

    /// <summary>The form of the demonstration, as it stands there: the first text between three quotes.</summary>
    private static string SupplierForm([CallerFilePath] string here = "")
    {
        var source = Path.Combine(here, "../../../../src/ConcertMaster/Demo/DemoForm.cs");
        return File.ReadAllText(Path.GetFullPath(source)).Split("\"\"\"")[1];
    }

    private static string Long(int length) =>
        $$"""{"region":"Asia","year":2000,"total":1,"method":"measured","comment":"{{new string('é', length)}}","confirmed":true}""";

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
