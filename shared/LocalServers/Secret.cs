using System.Security.Cryptography;

namespace AccountingSync.LocalServers;

/// <summary>A random password that lives in a file which only its owner can read.</summary>
static class Secret
{
    const int Bytes = 24;

    public static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
            UnixFiles.WriteSecret(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
        return File.ReadAllText(path);
    }
}
