using System.Text;

namespace ConcertMaster.Shared;

/// <summary>What is said of a fault to people who do not see its stack trace.</summary>
internal static class Causes
{
    /// <summary>
    /// The message of a fault and of what caused it, for as long as these add something: that of the outermost often says
    /// only that something could not be sent, or to look at the inner one.
    /// </summary>
    /// <returns>Without a full stop, to stand within a sentence.</returns>
    public static string Words(this Exception fault)
    {
        var words = new StringBuilder();
        for (var at = fault; at is not null; at = at.InnerException)
        {
            var message = at.Message.Replace(", see inner exception", "", StringComparison.Ordinal).Trim().TrimEnd('.');
            if (message.Length == 0 || words.ToString().Contains(message, StringComparison.OrdinalIgnoreCase)) continue;
            words.Append(words.Length > 0 ? ": " : "").Append(message);
        }
        return words.ToString();
    }
}
