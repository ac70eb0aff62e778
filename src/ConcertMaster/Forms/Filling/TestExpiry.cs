using ConcertMaster.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Forms.Filling;

/// <summary>Forgets tests whose days are over, their answers and files. Any node may: what is gone is gone once.</summary>
internal sealed partial class TestExpiry(TestFillings tests, TimeProvider time, ILogger<TestExpiry> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Run(Pause, time, tests.ForgetExpired, fault => LogPostponed(log, fault), stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired tests are forgotten later")]
    private static partial void LogPostponed(ILogger log, Exception fault);
}
