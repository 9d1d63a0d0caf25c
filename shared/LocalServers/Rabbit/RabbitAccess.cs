namespace AccountingSync.LocalServers;

/// <summary>How to reach a RabbitMQ broker, private or external.</summary>
/// <param name="Administrator">amqps://user:password@host:port/ of somebody who may do everything.</param>
/// <param name="Management">Users and virtual hosts are made through it; null where an external broker does not offer it.</param>
/// <param name="AuthorityFile">PEM of who vouches for the broker's certificate; null trusts the machine's own store.</param>
public sealed record RabbitAccess(Uri Administrator, RabbitManagement? Management, string? AuthorityFile)
{
    public Uri? ManagementUri => Management?.Address;

    public string AdministratorName => Uri.UnescapeDataString(Administrator.UserInfo.Split(':')[0]);

    /// <summary>The one that the address names; "/" when it names none.</summary>
    public string VirtualHost => Administrator.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(Administrator.AbsolutePath[1..]) : "/";

    public Uri AmqpsUriFor(string user, string password, string virtualHost = "/") =>
        new($"amqps://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@{Administrator.Authority}/{EscapedHost(virtualHost)}");

    /// <summary>The administrator in another virtual host.</summary>
    public Uri AdministratorIn(string virtualHost) => new($"amqps://{Administrator.UserInfo}@{Administrator.Authority}/{EscapedHost(virtualHost)}");

    // "/" is written as nothing, which every client reads as the default virtual host.
    static string EscapedHost(string virtualHost) => virtualHost == "/" ? "" : Uri.EscapeDataString(virtualHost);
}
