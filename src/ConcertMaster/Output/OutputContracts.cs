using System.Text.Json;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Output.Files;
using Npgsql;

namespace ConcertMaster.Output;

/// <summary>A letter. The HTML part is optional; the text part is what a plain reader shows.</summary>
public sealed record Mail(IReadOnlyList<string> To, string Subject, string Text, string? Html = null)
{
    public IReadOnlyList<string> Cc { get; init; } = [];

    public string? ReplyTo { get; init; }

    /// <summary>Whether sealed values of every class are opened in it; otherwise only names and addresses are.</summary>
    public bool ShowsProtected { get; init; }
}

/// <summary>Sends mail through SMTP, or into the development mailbox where no server is configured.</summary>
public interface IMailer
{
    /// <summary>Whether letters leave at all: false where neither a server nor the development mailbox is there.</summary>
    bool CanSend { get; }

    /// <param name="key">Names the letter: one that is known to have gone out is not sent again under the same key.</param>
    /// <exception cref="MailRefusedException">The server refuses this letter for good.</exception>
    /// <exception cref="MailUnavailableException">The server cannot be reached, or says to try later.</exception>
    Task Send(TenantId tenant, string key, Mail mail, CancellationToken ct);

    /// <summary>Many at once, over several connections.</summary>
    /// <returns>For each letter why the server refuses it for good; null when it is out.</returns>
    /// <exception cref="MailUnavailableException">As above. What went out before is known and not sent again.</exception>
    Task<IReadOnlyList<string?>> SendAll(TenantId tenant, IReadOnlyList<Letter> letters, CancellationToken ct);
}

/// <param name="Key">Names the letter.</param>
public sealed record Letter(string Key, Mail Mail);

public sealed class MailRefusedException(string message, Exception? inner = null) : Exception(message, inner);

public sealed class MailUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Handlebars templates: <c>{{name}}</c> is escaped for HTML, <c>{{{name}}}</c> is not.</summary>
public interface IMailTemplates
{
    /// <exception cref="MailTemplateException">The template cannot be read.</exception>
    string Render(string template, IReadOnlyDictionary<string, object?> model);

    /// <summary>For plain text: nothing is escaped.</summary>
    /// <exception cref="MailTemplateException">The template cannot be read.</exception>
    string RenderText(string template, IReadOnlyDictionary<string, object?> model);
}

public sealed class MailTemplateException(string message, Exception inner) : Exception(message, inner);

/// <param name="Key">Names the message, as with letters.</param>
/// <param name="To">A telephone number, which may be sealed.</param>
public sealed record TextMessage(string Key, string To, string Text);

/// <summary>Sends text messages through an HTTP provider, or into the development mailbox where none is configured.</summary>
public interface ITexter
{
    bool CanSend { get; }

    /// <returns>For each message why the provider refuses it for good; null when it is out.</returns>
    /// <exception cref="MailUnavailableException">The provider cannot be reached, or says to try later.</exception>
    Task<IReadOnlyList<string?>> SendAll(TenantId tenant, IReadOnlyList<TextMessage> messages, CancellationToken ct);
}

/// <summary>Told when a letter or message that had left could not be delivered after all.</summary>
public interface ILetterReturned
{
    /// <param name="key">Of the letter, as its sender named it.</param>
    Task Handle(TenantId tenant, string key, string reason, CancellationToken ct);
}

/// <summary>Reads rows of another database for somebody who is signed in.</summary>
public interface IDatabaseRows
{
    /// <returns>Rows as JSON objects, or why there are none.</returns>
    Task<(IReadOnlyList<JsonElement> Rows, Refusal? Refusal)> Query(
        TenantId tenant, string connection, string sql, int countMax, CancellationToken ct);
}

/// <param name="Sha256">Of its content, in hex.</param>
/// <param name="State">One of <see cref="FileStates"/>.</param>
/// <param name="Because">Why it was rejected.</param>
public sealed record KeptFile(
    Guid Id, string Name, string ContentType, long Size, string Sha256, string State = FileStates.Ready, string? Because = null);

public static class FileStates
{
    /// <summary>The scanner has not looked at it yet.</summary>
    public const string Quarantined = "quarantined";

    public const string Ready = "ready";

    /// <summary>The scanner has found something.</summary>
    public const string Rejected = "rejected";
}

/// <summary>Keeps files for other slices: attachments, uploads.</summary>
public interface IFileKeeper
{
    /// <param name="id">The same for a repeated attempt: the file is then there already.</param>
    /// <param name="name">Folders and control characters are left out.</param>
    Task<KeptFile> Keep(
        TenantId tenant, Guid id, string name, string contentType, byte[] content, string by, CancellationToken ct);

    /// <summary>As <see cref="Keep"/>; where a scanner is configured, nobody reads it before that has found nothing.</summary>
    Task<KeptFile> KeepInQuarantine(
        TenantId tenant, Guid id, string name, string contentType, byte[] content, string by, CancellationToken ct);

    /// <returns>Null when the organisation has no such file, or it is not ready.</returns>
    Task<(KeptFile File, byte[] Content)?> Read(TenantId tenant, Guid id, CancellationToken ct);

    /// <summary>Those of some files that were kept by this person.</summary>
    Task<List<KeptFile>> KeptBy(TenantId tenant, string by, IReadOnlyList<Guid> ids, CancellationToken ct);

    /// <summary>What is known of some files. Those that were forgotten are left out.</summary>
    Task<List<KeptFile>> Describe(TenantId tenant, IReadOnlyList<Guid> ids, CancellationToken ct);

    /// <summary>Forgets files, and contents that no other file has. What is gone already stays gone.</summary>
    Task Forget(TenantId tenant, IReadOnlyList<Guid> ids, CancellationToken ct);
}

/// <summary>Looks into files from outside before anybody else does.</summary>
public interface IFileScanner
{
    /// <summary>Without a scanner files are released at once, and marked as unseen.</summary>
    bool IsConfigured { get; }

    /// <summary>Something was put into quarantine just now.</summary>
    void Look();
}

/// <param name="Sha256">Of its content, in hex.</param>
public sealed record QuarantinedFile(TenantId Tenant, Guid Id, string Name, string Sha256)
{
    /// <param name="command">Selects organisation, id, name and hash, in this order.</param>
    internal static async Task<IReadOnlyList<QuarantinedFile>> ReadAll(NpgsqlCommand command, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var files = new List<QuarantinedFile>();
        while (await row.ReadAsync(ct))
            files.Add(new(new TenantId(row.GetString(0)), row.GetGuid(1), row.GetString(2),
                Convert.ToHexStringLower(row.GetFieldValue<byte[]>(3))));
        return files;
    }
}

/// <summary>Where files of any organisation wait for the scanner.</summary>
public interface IQuarantine
{
    /// <summary>The oldest of them.</summary>
    Task<IReadOnlyList<QuarantinedFile>> Waiting(int countMax, CancellationToken ct);

    /// <returns>Null when it is gone.</returns>
    Task<byte[]?> Content(QuarantinedFile file, CancellationToken ct);

    /// <param name="refusedBecause">Null when nothing was found in it.</param>
    Task Release(QuarantinedFile file, string? refusedBecause, CancellationToken ct);
}

/// <summary>Tables as CSV that a spreadsheet takes for data and never for formulas.</summary>
public static class CsvFiles
{
    /// <param name="columns">Where in a row, and under which heading.</param>
    public static byte[] Write(IReadOnlyList<JsonElement> rows, IReadOnlyList<(string Path, string Label)> columns) =>
        CsvWriting.Write(rows, columns, ',');
}

public static class FileLimits
{
    /// <summary>Largest file that is taken in from outside, in bytes.</summary>
    public const int BytesMax = OutputLimits.FileBytesMax;
}

/// <summary>Where people reach this installation, without a slash at the end.</summary>
public interface IPublicAddress
{
    string Root { get; }
}
