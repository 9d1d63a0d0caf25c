using System.Security.Authentication;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using MassTransit;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>MassTransit as it comes, on the same broker and over the same TLS as the product.</summary>
static class ComparatorBus
{
    public static void Connect(IRabbitMqBusFactoryConfigurator rabbit, LocalSystem system)
    {
        var address = system.BrokerAdministrator;
        var user = address.UserInfo.Split(':', 2);
        rabbit.Host(
            address.Host,
            (ushort)address.Port,
            Uri.UnescapeDataString(address.AbsolutePath.Trim('/')),
            host =>
            {
                host.Username(Uri.UnescapeDataString(user[0]));
                host.Password(Uri.UnescapeDataString(user[1]));
                host.UseSsl(tls =>
                {
                    tls.ServerName = address.Host;
                    tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
                    tls.CertificateValidationCallback = Broker.CertificateCheck(system.BrokerAuthorityFile);
                });
            }
        );
    }
}
