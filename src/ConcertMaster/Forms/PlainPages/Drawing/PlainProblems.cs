using System.Globalization;
using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.Forms.Uploads;
using ConcertMaster.Shared;

namespace ConcertMaster.Forms.PlainPages.Drawing;

/// <summary>What is wrong with an answer, in the words of the page with script.</summary>
internal static class PlainProblems
{
    /// <param name="field">Null for what is about no single answer.</param>
    public static string Say(Words words, PlainField? field, Fault fault) => fault.Code switch
    {
        "required" => words[field?.Widget == "consent" ? "tickBox" : "needsAnswer"],
        "enum" or "oneOf" or "anyOf" => words["chooseOffered"],
        "const" => words["tickBox"],
        "type" => words[TypeOf(field)],
        "minimum" => words.Say("atLeast", Amount(field, "minimum")),
        "maximum" => words.Say("atMost", Amount(field, "maximum")),
        "exclusiveMinimum" => words.Say("moreThan", Amount(field, "exclusiveMinimum")),
        "exclusiveMaximum" => words.Say("lessThan", Amount(field, "exclusiveMaximum")),
        "multipleOf" => words.Say("multipleOf", Amount(field, "multipleOf")),
        "minLength" => words.Say("lettersMin", Count(field, "minLength")),
        "maxLength" => words.Say("lettersMax", Count(field, "maxLength")),
        "minItems" => words.Say("entriesMin", Count(field, "minItems")),
        "maxItems" => words.Say("entriesMax", Count(field, "maxItems")),
        "uniqueItems" => words["twice"],
        "format" => words[FormatOf(field)],
        "pattern" => field?.Placeholder is { } example ? words.Say("writeLike", example) : words["unexpected"],
        "upload.too-large" => words.Say("tooLarge", UploadRefusals.Size(field?.Files?.BytesMax ?? 0)),
        "upload.type-refused" or "upload.rejected" => words["wrongType"],
        "validIf" => field?.ValidMessage ?? words["misfit"],
        _ => fault.Message,
    };

    private static string TypeOf(PlainField? field) => field?.Schema.FindText("type") switch
    {
        "boolean" => "yesOrNo",
        "integer" => "wholeNumber",
        "number" => "number",
        _ => "refused",
    };

    private static string FormatOf(PlainField? field) => field?.Schema.FindText("format") switch
    {
        "email" => "email",
        "date" => "date",
        "time" => "time",
        "date-time" => "dateTime",
        "uri" => "uri",
        _ => "unexpected",
    };

    private static string Amount(PlainField? field, string keyword) =>
        $"{field?.Schema.Find(keyword)?.ToString()}{(field?.Unit is { } unit ? $" {unit}" : "")}";

    private static int Count(PlainField? field, string keyword) =>
        field?.Schema.Find(keyword) is { ValueKind: JsonValueKind.Number } number
            ? Convert.ToInt32(number.GetDouble(), CultureInfo.InvariantCulture) : 0;
}
