using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Access;

/// <summary>
/// Work that an answer must not wait for, since how long it takes would tell what the answer keeps to itself: whether an
/// address has an account. In the order in which it came; a host that stops finishes it first.
/// </summary>
internal sealed partial class AfterAnswers(ILogger<AfterAnswers> log) : BackgroundService
{
    private const int WaitingCountMax = 1_000;

    private readonly Channel<Func<Task>> _waiting = Channel.CreateBounded<Func<Task>>(WaitingCountMax);

    /// <summary>Returns at once, unless very much waits already: then whoever asks waits too, with an account or without.</summary>
    public ValueTask Add(Func<Task> work, CancellationToken ct) => _waiting.Writer.WriteAsync(work, ct);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until the channel is complete and empty, not until the host is told to stop.
        await foreach (var work in _waiting.Reader.ReadAllAsync(CancellationToken.None))
            try
            {
                await work();
            }
            catch (Exception fault)
            {
                LogFailed(log, fault);
            }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What followed an answer about an account was not done")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
