using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;
using ConcertMaster.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConcertMaster.Output.Files;

/// <summary>
/// Shows files that wait in quarantine to the scanner, where one is configured under <c>Forms:Scanner:Url</c>. It is sent
/// the bytes and answers <c>{"clean": true}</c>, or false and <c>because</c>.
/// </summary>
internal sealed partial class FileScanning(
    IEnumerable<IQuarantine> quarantines, IConfiguration configuration, TimeProvider time, ILogger<FileScanning> log)
    : BackgroundService, IFileScanner
{
    private const int BatchCountMax = 20;
    private const int FailureCountMax = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ScanTimeMax = TimeSpan.FromSeconds(30);
    private readonly Channel<bool> _arrivals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HttpClient _http = new() { Timeout = ScanTimeMax };

    private Uri? Scanner => Uri.TryCreate(configuration["Forms:Scanner:Url"], UriKind.Absolute, out var url) ? url : null;

    public bool IsConfigured => Scanner is not null;

    public void Look() => _arrivals.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (IsConfigured)
                    foreach (var quarantine in quarantines) await ScanAll(quarantine, stoppingToken);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                pause.CancelAfter(Pause);
                await _arrivals.Reader.ReadAsync(pause.Token);
            }
            catch (OperationCanceledException)
            {
                // The pause is over, or the host stops.
            }
            catch (Exception fault)
            {
                LogUnscanned(log, fault);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // A file that the scanner cannot take holds up no other; a scanner that is away is not asked about each.
    private async Task ScanAll(IQuarantine quarantine, CancellationToken ct)
    {
        var failureCount = 0;
        foreach (var file in await quarantine.Waiting(BatchCountMax, ct))
        {
            try
            {
                if (await quarantine.Content(file, ct) is { } content)
                    await quarantine.Release(file, await WhyRefused(file, content, ct), ct);
            }
            catch (Exception fault) when (fault is HttpRequestException or JsonException
                || (fault is OperationCanceledException && !ct.IsCancellationRequested))
            {
                LogPostponed(log, file.Id, fault);
                if (++failureCount == FailureCountMax) return;
            }
        }
    }

    private async Task<string?> WhyRefused(QuarantinedFile file, byte[] content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Scanner) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("X-File-Sha256", file.Sha256);
        request.Headers.Add("X-File-Name", Uri.EscapeDataString(file.Name));
        if (configuration["Forms:Scanner:Token"] is { Length: > 0 } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        var verdict = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(ct));
        return verdict.Find("clean") is { ValueKind: JsonValueKind.True }
            ? null : verdict.FindText("because") ?? "The scanner found something in this file.";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {Id} stays in quarantine: the scanner does not answer as it should")]
    private static partial void LogPostponed(ILogger log, Guid id, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Files stay in quarantine for now")]
    private static partial void LogUnscanned(ILogger log, Exception fault);
}
