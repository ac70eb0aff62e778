using System.Text.Json;

namespace ConcertMaster.Jsonata;

/// <summary>
/// A function that the host lends to expressions. It gets plain JSON and gives plain JSON; an argument or result that
/// is missing is <c>default(JsonElement)</c>. It may be called by several evaluations at once.
/// </summary>
/// <param name="Signature">
/// Types of the arguments in the notation of the language, such as <c>&lt;s-n?:s&gt;</c>, checked before every call;
/// null takes whatever is given.
/// </param>
/// <param name="Body">What the function does. An exception becomes the error <c>H1003</c>.</param>
public sealed record HostFunction(string? Signature, Func<IReadOnlyList<JsonElement>, JsonElement> Body);
