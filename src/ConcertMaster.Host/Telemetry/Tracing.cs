using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ConcertMaster.Host.Telemetry;

/// <summary>
/// Sends traces by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. The sources are those of the platform
/// itself (ASP.NET Core, HttpClient, Npgsql) and ours.
/// </summary>
internal static class Tracing
{
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTracing(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[EndpointSetting] is not { Length: > 0 }) return;
        var provider = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("concertmaster"))
            .AddSource("ConcertMaster*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql")
            .AddOtlpExporter()
            .Build();
        // Owned by the container, so that what is buffered is sent before the process ends.
        builder.Services.AddSingleton(_ => provider);
        builder.Services.AddHostedService<KeepAlive>();
    }

    private sealed class KeepAlive(TracerProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

        public Task StopAsync(CancellationToken ct)
        {
            provider.ForceFlush(timeoutMilliseconds: 2_000);
            return Task.CompletedTask;
        }
    }
}
