using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Forms.Uploads;

/// <summary>
/// Looks at files that have arrived: their type by their content, and then the scanner, where one is configured under
/// <c>Forms:Scanner:Url</c>. It is sent the bytes and answers <c>{"clean": true}</c>, or false and <c>because</c>.
/// Until it does, the file stays in quarantine; without a scanner files are released at once, and marked as unseen.
/// </summary>
internal sealed partial class UploadScanning(
    UploadStore uploads, Database database, IConfiguration configuration, TimeProvider time,
    ILogger<UploadScanning> log) : BackgroundService
{
    private const int BatchCountMax = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ScanTimeMax = TimeSpan.FromSeconds(30);
    private readonly Channel<bool> _arrivals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HttpClient _http = new() { Timeout = ScanTimeMax };

    // Whole files are in memory while they are hashed.
    private readonly SemaphoreSlim _atOnce = new(4);

    private Uri? Scanner => Uri.TryCreate(configuration["Forms:Scanner:Url"], UriKind.Absolute, out var url) ? url : null;

    public bool IsConfigured => Scanner is not null;

    public async Task<Upload> Complete(TenantId tenant, Upload upload, FileField? field, CancellationToken ct)
    {
        await _atOnce.WaitAsync(ct);
        try
        {
            var content = await uploads.Pieces(tenant, upload.Id, ct);
            var type = FileTypes.Of(content, upload.Name);
            var isAccepted = FileTypes.IsAccepted(type, field?.Accept ?? []);
            var state = !isAccepted ? UploadState.Rejected : IsConfigured ? UploadState.Quarantined : UploadState.Ready;
            var because = isAccepted ? null : $"The file is {type}, by what is in it. Accepted here: "
                + $"{(field is { Accept.Count: > 0 } ? string.Join(", ", field.Accept) : "documents, pictures and tables")}.";
            await uploads.Complete(tenant, upload.Id, content, type, state, because, ct);
            if (state == UploadState.Quarantined) _arrivals.Writer.TryWrite(true);
            return upload with
            {
                Received = upload.Size, State = state, Type = type, Because = because,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            };
        }
        finally
        {
            _atOnce.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (IsConfigured) await ScanAll(stoppingToken);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                pause.CancelAfter(Pause);
                await _arrivals.Reader.ReadAsync(pause.Token);
            }
            catch (OperationCanceledException)
            {
                // The pause is over, or the host stops.
            }
            catch (Exception fault) when (fault is NpgsqlException or HttpRequestException or JsonException)
            {
                LogPostponed(log, fault);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ScanAll(CancellationToken ct)
    {
        foreach (var (tenant, id, name, sha256) in await Waiting(ct))
        {
            if (await uploads.Content(tenant, sha256, ct) is not { } content) continue;
            using var request = new HttpRequestMessage(HttpMethod.Post, Scanner) { Content = new ByteArrayContent(content) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(FileTypes.Unknown);
            request.Headers.Add("X-File-Sha256", sha256);
            request.Headers.Add("X-File-Name", Uri.EscapeDataString(name));
            if (configuration["Forms:Scanner:Token"] is { Length: > 0 } token)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            var verdict = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(ct));
            var isClean = verdict.Find("clean") is { ValueKind: JsonValueKind.True };
            await uploads.Release(tenant, id, isClean,
                isClean ? null : verdict.FindText("because") ?? "The scanner found something in this file.", ct);
        }
    }

    private async Task<List<(TenantId Tenant, Guid Id, string Name, string Sha256)>> Waiting(CancellationToken ct)
    {
        await using var command = database.System.CreateCommand("""
            select tenant_id, upload_id, name, sha256 from app.form_uploads
             where state = 'quarantined' order by created_at limit $1
            """, BatchCountMax);
        await using var row = await command.ExecuteReaderAsync(ct);
        var waiting = new List<(TenantId, Guid, string, string)>();
        while (await row.ReadAsync(ct))
            waiting.Add((new(row.GetString(0)), row.GetGuid(1), row.GetString(2), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(3))));
        return waiting;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files stay in quarantine: the scanner does not answer as it should")]
    private static partial void LogPostponed(ILogger log, Exception fault);
}
