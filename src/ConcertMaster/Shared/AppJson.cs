using System.Linq.Expressions;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcertMaster.Shared;

/// <summary>One way of writing JSON for events, HTTP and stored documents: camelCase, enums as text, ids as text.</summary>
public static class AppJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.AllowOutOfOrderMetadataProperties = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = Limits.JsonDepthMax;
        // Answers are JSON for programs and never pasted into HTML, so letters of all languages stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new TypedIdConverterFactory());
        return options;
    }

    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, Options);
}

/// <summary>Writes <c>readonly record struct RunId(Guid Value)</c> and its like as the bare value.</summary>
internal sealed class TypedIdConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type type) =>
        type is { IsValueType: true, Namespace: not null }
        && type.Namespace.StartsWith("ConcertMaster", StringComparison.Ordinal)
        && type.GetProperties(BindingFlags.Public | BindingFlags.Instance) is [{ Name: "Value" } only]
        && (only.PropertyType == typeof(Guid) || only.PropertyType == typeof(string));

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options)
    {
        var value = type.GetProperty("Value")!.PropertyType;
        return (JsonConverter)Activator.CreateInstance(typeof(Converter<,>).MakeGenericType(type, value))!;
    }

    private sealed class Converter<TId, TValue> : JsonConverter<TId> where TId : struct
    {
        // Compiled: ids are in every event, and reflection on each would show.
        private static readonly Func<TId, TValue> ValueOf = Compile<TId, TValue>(id => Expression.Property(id, "Value"));
        private static readonly Func<TValue, TId> IdOf = Compile<TValue, TId>(
            value => Expression.New(typeof(TId).GetConstructor([typeof(TValue)])!, value));

        public override TId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            IdOf(JsonSerializer.Deserialize<TValue>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, TId id, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, ValueOf(id), options);

        public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            IdOf((TValue)(object)(typeof(TValue) == typeof(Guid) ? Guid.Parse(reader.GetString()!) : reader.GetString()!));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TId id, JsonSerializerOptions options) =>
            writer.WritePropertyName(ValueOf(id)!.ToString()!);

        private static Func<TFrom, TTo> Compile<TFrom, TTo>(Func<ParameterExpression, Expression> body)
        {
            var given = Expression.Parameter(typeof(TFrom));
            return Expression.Lambda<Func<TFrom, TTo>>(body(given), given).Compile();
        }
    }
}
