using System.Globalization;
using System.Xml;

namespace ConcertMaster.Forms.Distributions;

/// <summary>Deadlines and reminders: a duration after the sending such as <c>P14D</c>, or a time.</summary>
internal static class SendingTimes
{
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        try
        {
            return text.StartsWith('P') ? now + XmlConvert.ToTimeSpan(text)
                : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>In the order in which they come.</summary>
    public static bool TryRead(IReadOnlyList<string> texts, DateTimeOffset now, out IReadOnlyList<DateTimeOffset> times)
    {
        var read = texts.Select(text => Read(text ?? "", now)).ToList();
        times = [.. read.OfType<DateTimeOffset>().Order()];
        return read.Count <= FormLimits.ReminderCountMax && times.Count == read.Count;
    }
}
