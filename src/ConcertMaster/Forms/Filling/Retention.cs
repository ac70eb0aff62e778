using Microsoft.Extensions.Configuration;

namespace ConcertMaster.Forms.Filling;

/// <summary>How long what people wrote and did not send is kept, as the settings of the host say.</summary>
internal sealed class Retention(IConfiguration configuration)
{
    /// <summary>A draft that nobody goes on with, since it was saved last.</summary>
    public TimeSpan Draft { get; } = Days(configuration, "DraftDays", 90);

    /// <summary>A draft that can be sent no more, since it could not.</summary>
    public TimeSpan ClosedDraft { get; } = Days(configuration, "ClosedDraftDays", 14);

    /// <summary>A file that belongs neither to answers nor to a draft, since it was begun.</summary>
    public TimeSpan Upload { get; } = Days(configuration, "UploadDays", 14);

    /// <param name="deadline">After which the form takes no answers; null for none.</param>
    public DateTimeOffset Until(DateTimeOffset savedAt, DateTimeOffset? deadline) =>
        deadline is { } closes && closes + ClosedDraft < savedAt + Draft ? closes + ClosedDraft : savedAt + Draft;

    private static TimeSpan Days(IConfiguration configuration, string name, int usual) =>
        configuration.GetValue($"Forms:Retention:{name}", usual) is >= 1 and <= FormLimits.RetentionDaysMax and var days
            ? TimeSpan.FromDays(days)
            : throw new InvalidOperationException($"Forms:Retention:{name} is a number of days from 1 to {FormLimits.RetentionDaysMax}.");
}
