// Loaded into every process that the launcher starts: it ends when the launcher does, even one that is killed outright.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
