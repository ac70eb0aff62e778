using System.Text.Json;
using ConcertMaster.Jsonata;

namespace ConcertMaster.Shared.Expressions;

/// <summary>A config whose texts may hold expressions, parsed once per published version.</summary>
internal sealed class ConfigTemplate
{
    private readonly JsonElement _config;
    private readonly Part? _root;

    private ConfigTemplate(JsonElement config, Part? root)
    {
        _config = config;
        _root = root;
    }

    /// <param name="unevaluatedKeys">Top-level keys kept as written.</param>
    /// <exception cref="JsonataException">An expression does not parse.</exception>
    public static ConfigTemplate Parse(JsonElement config, IReadOnlyCollection<string> unevaluatedKeys) =>
        new(config, ParsePart(config, unevaluatedKeys));

    /// <summary>A config without expressions costs nothing: it is returned as it is.</summary>
    public JsonElement Evaluate(JsonElement input, EvaluationContext context) =>
        _root is null ? _config : JsonValues.Write(writer => _root.Write(writer, input, context));

    // Null: this part holds no expressions.
    private static Part? ParsePart(JsonElement element, IReadOnlyCollection<string> unevaluatedKeys)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when Template.MayHoldExpressions(element.GetString()!):
                return new Text(Template.Parse(element.GetString()!));
            case JsonValueKind.Object:
                var members = element.EnumerateObject().Select(member => (member.Name, member.Value,
                    unevaluatedKeys.Contains(member.Name) ? null : ParsePart(member.Value, []))).ToList();
                return members.Exists(member => member.Item3 is not null) ? new Members(members) : null;
            case JsonValueKind.Array:
                var items = element.EnumerateArray().Select(item => (item, ParsePart(item, []))).ToList();
                return items.Exists(item => item.Item2 is not null) ? new Items(items) : null;
            default:
                return null;
        }
    }

    private abstract class Part
    {
        public abstract void Write(Utf8JsonWriter writer, JsonElement input, EvaluationContext context);

        protected static void WriteOne(
            Utf8JsonWriter writer, JsonElement value, Part? part, JsonElement input, EvaluationContext context)
        {
            if (part is null) value.WriteTo(writer);
            else part.Write(writer, input, context);
        }
    }

    private sealed class Text(Template template) : Part
    {
        public override void Write(Utf8JsonWriter writer, JsonElement input, EvaluationContext context) =>
            template.Evaluate(input, context).WriteTo(writer);
    }

    private sealed class Members(IReadOnlyList<(string Name, JsonElement Value, Part? Part)> members) : Part
    {
        public override void Write(Utf8JsonWriter writer, JsonElement input, EvaluationContext context)
        {
            writer.WriteStartObject();
            foreach (var (name, value, part) in members)
            {
                writer.WritePropertyName(name);
                WriteOne(writer, value, part, input, context);
            }
            writer.WriteEndObject();
        }
    }

    private sealed class Items(IReadOnlyList<(JsonElement Value, Part? Part)> items) : Part
    {
        public override void Write(Utf8JsonWriter writer, JsonElement input, EvaluationContext context)
        {
            writer.WriteStartArray();
            foreach (var (value, part) in items) WriteOne(writer, value, part, input, context);
            writer.WriteEndArray();
        }
    }
}
