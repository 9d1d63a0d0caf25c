using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.LocalServers;

/// <summary>
/// Where a server's files really lie. Normally the wanted directory; when the server cannot work there (user postgres may not
/// enter root's home, Erlang's start script splits paths at spaces), a place that it can reach, noted in the wanted
/// directory. Whoever deletes the wanted directory gets a fresh server there, too.
/// </summary>
static class ServerHome
{
    const string SystemPlace = "/var/lib/accountingsync";
    const string Note = "moved-to";
    const int HashLength = 16;

    public static string Choose(string wanted, string name, bool usable)
    {
        if (usable)
            return wanted;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..HashLength];
        var place = Environment.IsPrivilegedProcess ? UnixFiles.PassableDirectory(SystemPlace) : Path.GetTempPath();
        var home = Path.Combine(place, $"{name}-{hash}");
        var note = Path.Combine(wanted, Note);
        if (!File.Exists(note) && Directory.Exists(home))
            Directory.Delete(home, recursive: true);
        File.WriteAllText(note, home + "\n");
        return home;
    }

    public static void Delete(string wanted, string home)
    {
        foreach (var directory in (string[])[home, wanted])
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
    }
}
