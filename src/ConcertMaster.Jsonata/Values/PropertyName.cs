using System.Text;

namespace ConcertMaster.Jsonata.Values;

/// <summary>A name to look up, encoded once as the input has it.</summary>
internal sealed class PropertyName(string text)
{
    public string Text { get; } = text;

    /// <summary>Null where the text is not valid Unicode and so has no encoding.</summary>
    public byte[]? Utf8 { get; } = JsonText.HasLoneSurrogate(text) ? null : Encoding.UTF8.GetBytes(text);
}
