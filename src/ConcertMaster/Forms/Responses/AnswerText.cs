using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Responses;

/// <summary>JSON can spell half a character, and what stands between quotes need not be text at all.</summary>
internal static class AnswerText
{
    public static bool CanBeKept(JsonElement? sent)
    {
        if (sent is not { ValueKind: not JsonValueKind.Undefined } answers) return true;
        var raw = JsonMarshal.GetRawUtf8Value(answers);
        if (!Utf8.IsValid(raw)) return false;
        if (!raw.Contains((byte)'\\')) return true;
        try
        {
            JsonValues.Write(answers.WriteTo);
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
