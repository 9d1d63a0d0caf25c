using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AccountingSync.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP/HTTP to <c>Otlp:Endpoint</c>; nothing is collected when it is not set.
/// Does in a few lines what OpenTelemetry.Extensions.Hosting would do.</summary>
static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        var endpoint = builder.Configuration["Otlp:Endpoint"] ?? builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(endpoint))
            return;
        var ratio = double.Parse(builder.Configuration["Otlp:SampleRatio"] ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        Action<OtlpExporterOptions> To(string signal) =>
            otlp =>
            {
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                otlp.Endpoint = new Uri($"{endpoint.TrimEnd('/')}/v1/{signal}");
            };
        var sdk = OpenTelemetrySdk.Create(telemetry =>
            telemetry
                .ConfigureResource(resource => resource.AddService(service, "accountingsync"))
                .WithTracing(traces =>
                    traces
                        .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)))
                        .AddSource("Microsoft.AspNetCore", "System.Net.Http", "MassTransit", "Npgsql", "AccountingSync")
                        .AddOtlpExporter(To("traces"))
                )
                .WithMetrics(metrics =>
                    metrics
                        .AddMeter(
                            "AccountingSync",
                            "MassTransit",
                            "Npgsql",
                            "Microsoft.AspNetCore.Hosting",
                            "Microsoft.AspNetCore.Server.Kestrel",
                            "System.Net.Http",
                            "System.Runtime"
                        )
                        .AddOtlpExporter(
                            (otlp, reader) =>
                            {
                                To("metrics")(otlp);
                                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 5_000;
                            }
                        )
                )
                .WithLogging(logs => logs.AddOtlpExporter(To("logs")))
        );
        builder.Services.AddSingleton(sdk);
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, FlushAtStop>());
        builder.Logging.AddProvider(new LogsToTelemetry(sdk));
    }

    /// <summary>First in, last out: what the other services said while stopping is still sent.</summary>
    sealed class FlushAtStop(OpenTelemetrySdk sdk) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            sdk.TracerProvider.ForceFlush(3_000);
            sdk.MeterProvider.ForceFlush(3_000);
            sdk.LoggerProvider.ForceFlush(3_000);
            return Task.CompletedTask;
        }
    }

    sealed class LogsToTelemetry(OpenTelemetrySdk sdk) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => sdk.GetLoggerFactory().CreateLogger(categoryName);

        public void Dispose() { }
    }
}
